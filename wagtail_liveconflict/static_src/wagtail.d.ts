/** What Wagtail's admin puts on the window for scripts of other apps. */
interface Window {
  /** Stimulus itself, bundled by Wagtail without its types. */
  StimulusModule: any;
  /** Wagtail's dialog of several steps; it works with jQuery. */
  ModalWorkflow?: (options: any) => any;
  /** Settings of the admin; Wagtail's controllers read the very object. */
  wagtailConfig?: { CSRF_TOKEN: string; KEYBOARD_SHORTCUTS_ENABLED: boolean };
  telepath?: { unpack: (packed: any) => any };
  wagtail: {
    app: {
      register: (identifier: string, controller: any) => void;
      getControllerForElementAndIdentifier: (element: Element, name: string) => any;
    };
    /** The panels of the form, as the page's JSON describes them. */
    editHandler?: any;
    /** Only where the user bar is: in a preview, and on pages for who is signed in. */
    userbar?: {
      registerCheck: (id: string, evaluate: (node: Element) => boolean) => void;
    };
  };
}
