// How this reader reads captions: in which language, how large, and whether a screen reader reads
// them out. Remembered.
import { currentLanguage } from './i18n.js';
import { keep, recall } from './remembered.js';
import { summit } from './summit.js';

export const CAPTION_SIZES = ['small', 'medium', 'large'] as const;
export type CaptionSize = (typeof CAPTION_SIZES)[number];

/** Where captions may be written: the summit's languages, and the room's own. */
export function captionChoices(): string[] {
  const all = [...(summit.sections.summit?.languages ?? []), ...(summit.sections.room?.languages ?? []), ...summit.captionLanguages];
  return [...new Set(all)];
}

/** The language among them that its reader would choose: theirs, else one that is being written. */
export function likelyLanguage(): string {
  const choices = captionChoices();
  const own = summit.you?.person?.language ?? '';
  return [currentLanguage().code, own, ...summit.captionLanguages].find((one) => choices.includes(one)) ?? choices[0] ?? '';
}

class CaptionWishes extends EventTarget {
  /** '': no captions. */
  language = recall('captions');
  size: CaptionSize = CAPTION_SIZES.find((size) => size === recall('captions-size')) ?? 'medium';
  isAloud = recall('captions-aloud') === 'yes';

  read(language: string): void {
    this.language = language;
    keep('captions', language);
    summit.readCaptions(language);
  }

  resize(size: CaptionSize): void {
    this.size = size;
    keep('captions-size', size);
    this.dispatchEvent(new Event('change'));
  }

  setAloud(isAloud: boolean): void {
    this.isAloud = isAloud;
    keep('captions-aloud', isAloud ? 'yes' : '');
    this.dispatchEvent(new Event('change'));
  }
}

/** The page's one. */
export const captionWishes = new CaptionWishes();
