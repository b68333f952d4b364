/**
 * The few words the script says by itself, in the language of the page. The
 * server sends them, with the plural forms its language has.
 */

/** @typedef {Record<string, string>} PluralForms */

export class Texts {
  /**
   * @param {string} json from `data-texts`
   * @param {string} language BCP 47
   */
  constructor(json, language) {
    /** @type {Record<string, any>} */
    this.texts = JSON.parse(json);
    this.language = language || 'en';
    this.pluralRules = new Intl.PluralRules(this.language);
  }

  /**
   * @param {string} key
   * @param {string} [time]
   * @returns {string} "" for a text the server did not send
   */
  get(key, time = '') {
    return (this.texts[key] ?? '').replace('{time}', time);
  }

  /**
   * @param {string} key
   * @param {number} count
   * @returns {string}
   */
  plural(key, count) {
    /** @type {PluralForms} */
    const forms = this.texts[key] ?? {};
    const form = forms[this.pluralRules.select(count)] ?? forms.other ?? '';
    return form.replace('{n}', String(count));
  }

  /** @param {number} moment milliseconds */
  time(moment) {
    // Like the times of the page, whatever is usual in the reader's country.
    return new Date(moment).toLocaleTimeString(this.language, {
      timeStyle: 'short',
      hourCycle: 'h23',
    });
  }
}
