const words = JSON.parse(document.body.dataset.words ?? '{}');
/** The language of the page with the digits that its pages have. */
export const locale = `${document.documentElement.lang}-u-nu-latn`;
const forms = new Intl.PluralRules(locale), numbers = new Intl.NumberFormat(locale);

/** A sentence in the language of the page, with the values that stand in it. */
export function t(key, ...values) {
  let said = words[key] ?? key, at = 0;
  if (said.other) said = said[forms.select(values[(said.of ?? 1) - 1])] ?? said.other;
  return said.replace(/%(?:\[(\d+)\])?[ds]/g, (_, n) => {
    const value = values[n ? n - 1 : at++];
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}
