// Searching words as people type them: letters that look alike are alike.

// Arabic and Persian keyboards write the same word with different letters.
const ALIKE: Record<string, string> = {
  'ي': 'ی', 'ى': 'ی', 'ئ': 'ی', 'ك': 'ک', 'ة': 'ه', 'ۀ': 'ه', 'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ؤ': 'و',
  'ø': 'o', 'đ': 'd', 'ł': 'l', 'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'ı': 'i', '’': '\'',
};
const LOOKS_ALIKE = new RegExp(`[${Object.keys(ALIKE).join('')}]`, 'g');

/** Lower case, without accents, vowel signs, joiners and stretching; digits as 0-9. */
export function normalise(words: string): string {
  return words
    .replace(LOOKS_ALIKE, (letter) => ALIKE[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[\p{M}\u0640\u200b-\u200f\u2066-\u2069\u00ad]/gu, '')
    .toLowerCase()
    .replace(LOOKS_ALIKE, (letter) => ALIKE[letter] ?? letter)
    .replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether that has every one of the words; both normalised. */
export const matches = (key: string, words: string): boolean => words.split(' ').every((word) => key.includes(word));
