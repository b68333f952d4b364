import { AskController } from './ask_controller.js';
import { BlogController } from './blog_controller.js';
import { BlurController } from './blur_controller.js';
import { BlurDialogController } from './blur_dialog_controller.js';
import { ClaimDialogController } from './claim_dialog_controller.js';
import { ComposerController } from './composer_controller.js';
import { CopiesController } from './copies_controller.js';
import { NearClaimsController } from './near_claims_controller.js';
import { PastedLinkController } from './pasted_link_controller.js';
import { PicturesController } from './pictures_controller.js';
import { pickWithEnter } from './sensitivity.js';
import { StreamController } from './stream_controller.js';

const { wagtail } = window;

if (wagtail && wagtail.app) {
  wagtail.app.register('wlc-ask', AskController);
  wagtail.app.register('wlc-blog', BlogController);
  wagtail.app.register('wlc-blur', BlurController);
  wagtail.app.register('wlc-blur-dialog', BlurDialogController);
  wagtail.app.register('wlc-composer', ComposerController);
  wagtail.app.register('wlc-copies', CopiesController);
  wagtail.app.register('wlc-claim-dialog', ClaimDialogController);
  wagtail.app.register('wlc-near-claims', NearClaimsController);
  wagtail.app.register('wlc-pasted-link', PastedLinkController);
  wagtail.app.register('wlc-pictures', PicturesController);
  wagtail.app.register('wlc-stream', StreamController);
}

document.addEventListener('keydown', pickWithEnter);
