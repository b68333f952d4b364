import wagtailConfig from '@wagtail/stylelint-config-wagtail';

const [properties, options] =
  wagtailConfig.rules['scale-unlimited/declaration-strict-value'];

export default {
  extends: ['@wagtail/stylelint-config-wagtail'],
  rules: {
    // calc() adds a token to a length: a zero there needs its unit.
    'length-zero-no-unit': [true, { ignore: ['custom-properties'] }],
    'scale-unlimited/declaration-strict-value': [
      properties,
      {
        ...options,
        disableFix: true,
        ignoreValues: [...options.ignoreValues, '0', 'auto', 'light', 'dark', '/em$/', '/^\\d{3}$/'],
      },
    ],
    // The two rules for Sass that get in the way of plain CSS.
    'scss/at-import-partial-extension-blacklist': null,
    'scss/media-feature-value-dollar-variable': null,
  },
  overrides: [
    {
      // For browsers that have no custom properties, and stronger than a site's own rules.
      files: ['**/static_src/banner/*.css'],
      rules: {
        'declaration-block-no-duplicate-properties': null,
        'declaration-no-important': null,
        'property-disallowed-list': null,
        'scale-unlimited/declaration-strict-value': null,
        'selector-max-id': null,
        'selector-max-specificity': null,
        'value-no-vendor-prefix': null,
      },
    },
  ],
};
