import { ClaimDialogController } from './claim_dialog_controller.js';
import { DeskController } from './desk_controller.js';
import { NearClaimsController } from './near_claims_controller.js';
import { PastedLinkController } from './pasted_link_controller.js';

const { wagtail } = window;

if (wagtail && wagtail.app) {
  wagtail.app.register('wlc-desk', DeskController);
  wagtail.app.register('wlc-claim-dialog', ClaimDialogController);
  wagtail.app.register('wlc-near-claims', NearClaimsController);
  wagtail.app.register('wlc-pasted-link', PastedLinkController);
}
