import wagtailConfig from '@wagtail/eslint-config-wagtail';
import globals from 'globals';

export default [
  {
    ignores: [
      '.venv/**',
      '**/static/**',
      'build/**',
      'dist/**',
      'htmlcov/**',
      'node_modules/**',
      // Run by PhantomJS, with modules of its own.
      'tests/phantom_dump.js',
    ],
  },
  ...wagtailConfig,
  {
    // React is not used here; its plugin warns when it finds none installed.
    settings: { react: { version: '18.0' } },
    rules: {
      // Modules name what they export.
      'import-x/prefer-default-export': 'off',
    },
  },
  {
    files: ['wagtail_liveconflict/static_src/**/*.js'],
    languageOptions: { globals: globals.browser },
  },
  {
    // For browsers that understand nothing newer.
    files: ['wagtail_liveconflict/static_src/banner/*.js'],
    languageOptions: { sourceType: 'script' },
    rules: { 'no-var': 'off', 'prefer-template': 'off', 'vars-on-top': 'off' },
  },
  {
    // Wagtail ships no types: what we write of them is only as good as "any".
    files: ['**/*.d.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  {
    files: ['*.mjs'],
    languageOptions: { globals: globals.node },
    rules: {
      'import-x/no-extraneous-dependencies': 'off',
      'no-console': 'off',
    },
  },
];
