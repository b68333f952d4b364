/** What Wagtail's admin puts on the window for scripts of other apps. */
interface Window {
  /** Stimulus itself, bundled by Wagtail without its types. */
  StimulusModule: any;
  wagtail: { app: { register: (identifier: string, controller: any) => void } };
}
