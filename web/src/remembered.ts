// What this browser remembers of its reader's choices, and this tab of what it is for; nothing, where it may not.

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

/** What this tab was for before it was loaded again. */
export function recallHere(key: string): string {
  try {
    return sessionStorage.getItem(`plenary.${key}`) ?? '';
  } catch {
    return '';
  }
}

export function keepHere(key: string, value: string): void {
  try {
    sessionStorage.setItem(`plenary.${key}`, value);
  } catch {
    // It is asked again.
  }
}

/** Tell the other tabs of this browser something; nothing stays. */
export function tellTabs(key: string, value: string): void {
  try {
    localStorage.setItem(`plenary.${key}`, value);
    localStorage.removeItem(`plenary.${key}`);
  } catch {
    // They find it out later.
  }
}

/** Hear what they tell. */
export function hearTabs(key: string, heard: (value: string) => void): void {
  addEventListener('storage', (event) => {
    if (event.key === `plenary.${key}` && event.newValue) heard(event.newValue);
  });
}
