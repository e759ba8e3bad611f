"""The pages' types, from the table."""


def text(table):
    return '// \n'
