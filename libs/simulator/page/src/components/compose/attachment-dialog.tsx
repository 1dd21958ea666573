import { attachment, type AttachmentKind } from './attachment.state.js';
import { ContactForm } from './contact-form.js';
import { focusComposer } from './focus-composer.js';
import { LocationForm } from './location-form.js';
import { MediaForm } from './media-form.js';
import { OrderForm } from './order-form.js';
import { UnsupportedForm } from './unsupported-form.js';

interface AttachmentDialogProps {
  readonly kind: AttachmentKind;
}

function close(): void {
  attachment.value = undefined;
  // While a dialog is open, nothing behind it can have the focus.
  requestAnimationFrame(focusComposer);
}

/** The form for something other than text. */
export function AttachmentDialog({ kind }: AttachmentDialogProps) {
  switch (kind) {
    case 'location':
      return <LocationForm onClose={close} />;
    case 'contacts':
      return <ContactForm onClose={close} />;
    case 'order':
      return <OrderForm onClose={close} />;
    case 'unsupported':
      return <UnsupportedForm onClose={close} />;
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
    default:
      return <MediaForm kind={kind} onClose={close} />;
  }
}
