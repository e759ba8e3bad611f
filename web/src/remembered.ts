// What this browser remembers of its reader's choices; nothing, where it may not.

export function recall(key: string): string {
  try {
    return localStorage.getItem(`plenary.${key}`) ?? '';
  } catch {
    return '';
  }
}

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(`plenary.${key}`, value);
  } catch {
    // The choice holds until the page is closed.
  }
}
