/** What Wagtail's admin puts on the window for scripts of other apps. */
interface Window {
  /** Stimulus itself, bundled by Wagtail without its types. */
  StimulusModule: any;
  /** Wagtail's dialog of several steps; it works with jQuery. */
  ModalWorkflow?: (options: any) => any;
  wagtail: {
    app: { register: (identifier: string, controller: any) => void };
    /** Only where the user bar is: in a preview, and on pages for who is signed in. */
    userbar?: {
      registerCheck: (id: string, evaluate: (node: Element) => boolean) => void;
    };
  };
}
