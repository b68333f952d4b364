import { DeskController } from './desk_controller.js';

const { wagtail } = window;

if (wagtail && wagtail.app) {
  wagtail.app.register('wlc-desk', DeskController);
}
