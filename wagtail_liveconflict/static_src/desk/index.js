import { DeskController } from './desk_controller.js';
import { PastedLinkController } from './pasted_link_controller.js';

const { wagtail } = window;

if (wagtail && wagtail.app) {
  wagtail.app.register('wlc-desk', DeskController);
  wagtail.app.register('wlc-pasted-link', PastedLinkController);
}
