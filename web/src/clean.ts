// What people wrote, made safe to show: nothing in it turns text around, hides, or grows over
// the lines beside it. Joiners stay, for Persian words and emoji need them.

const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb]/g;
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** `—` where nothing visible is left of it. */
export function readable(written: string): string {
  if (written === '') return '';
  const shown = written.replace(HIDDEN, '').replace(PILED_MARKS, '$1');
  return shown.replace(/[\s\u200c\u200d]/g, '') === '' ? '—' : shown;
}
