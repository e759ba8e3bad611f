// Words: every text of the pages comes from a Fluent bundle. Other languages join here.
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import en from '../locales/en.ftl';

const language = 'en';
const bundle = new FluentBundle(language);
const problems = bundle.addResource(new FluentResource(en));
if (problems.length > 0) throw problems[0];

document.documentElement.lang = language;
document.documentElement.dir = 'ltr';

/** The text of a message; its name if it is missing, so that nothing is ever blank. */
export function text(id: string, values?: Record<string, FluentVariable>): string {
  const pattern = bundle.getMessage(id)?.value;
  return pattern ? bundle.formatPattern(pattern, values ?? null) : id;
}
