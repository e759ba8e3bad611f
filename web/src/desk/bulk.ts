// Many at once, as the API has it for directors: a list of delegations and people, and invitations
// whose links are in one answer alone.
import { pause } from '../backoff.js';
import type { Role } from '../generated/summit.js';
import { learnRefusals } from '../i18n.js';
import { Refusal, authorization, problemFrom, type Grounds } from '../session.js';

const TRIES = 4; // while the server says that it has too much to do; whatever else fails may have been done

/** A row of the list that must be mended. */
export interface BadRow {
  line: number;
  column?: string;
  detail: string;
  grounds?: Grounds;
}

/** Rows of it will not do: nothing was done. */
export class ListRefusal extends Refusal {
  constructor(reason: string, detail: string, grounds: Grounds | undefined, readonly rows: readonly BadRow[], readonly count: number) {
    super(reason, detail, grounds);
  }
}

/** What the list would add. */
export interface DryRun {
  rows: number;
  location_count: number;
  person_count: number;
}

/** What it has added. */
export interface Imported {
  rows: number;
  locations: number[];
  people: number[];
}

async function post(path: string, type: string, body: Blob | string): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`/api/v1/${path}`, { method: 'POST', headers: { 'Content-Type': type, ...authorization }, body })
      .catch(() => undefined);
    if (response?.ok) return response;
    if (!response) throw new Refusal('offline');
    if (response.status !== 503 || attempt === TRIES) throw await refusalOf(response);
    await pause(Number(response.headers.get('Retry-After') ?? 1) * 1000);
  }
}

async function refusalOf(response: Response): Promise<Refusal> {
  const problem = (await response.json().catch(() => ({}))) as Record<string, unknown> & { problems?: number };
  await learnRefusals();
  const { code, detail, grounds } = problemFrom(problem);
  if (!Array.isArray(problem.rows)) return new Refusal(code, detail, grounds);
  const rows = (problem.rows as (BadRow & Record<string, unknown>)[]).map((row) => ({ ...row, grounds: problemFrom(row).grounds }));
  return new ListRefusal(code, detail, grounds, rows, problem.problems ?? rows.length);
}

/** What the list would do. Throws a ListRefusal that names the bad rows. */
export async function tryList(list: Blob): Promise<DryRun> {
  return (await post('import?dry_run=1', 'text/csv', list)).json() as Promise<DryRun>;
}

export async function importList(list: Blob): Promise<Imported> {
  return (await post('import', 'text/csv', list)).json() as Promise<Imported>;
}

/** Who shall get an invitation; without `people` and `role`: all. */
export interface Wanted {
  people?: number[];
  role?: Role;
  /** Also who has a good one already. */
  again?: boolean;
  expires_ms: number;
}

/** Cards to print, or a table for a mailing. */
export type IssueFormat = 'html' | 'csv';

const AT_ONCE = 4096;

/** Issue them. `served` gets each part as it is there: what fails later takes nothing of it back. */
export async function issueMany(wanted: Wanted, format: IssueFormat, served: (part: Blob) => void): Promise<void> {
  const ask = async (body: Wanted & { after?: number }) => {
    const response = await post(`invitations/issue-many?format=${format}`, 'application/json', JSON.stringify(body));
    served(await response.blob());
    return Number(response.headers.get('Plenary-Next') ?? 0);
  };
  if (wanted.people) {
    for (let at = 0; at < wanted.people.length; at += AT_ONCE) await ask({ ...wanted, people: wanted.people.slice(at, at + AT_ONCE) });
    return;
  }
  for (let after: number | undefined; after !== 0;) after = await ask({ ...wanted, ...(after ? { after } : {}) });
}
