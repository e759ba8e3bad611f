"""The API's schemas: OpenAPI 3.1, from the table."""


def text(table):
    return '{}\n'
