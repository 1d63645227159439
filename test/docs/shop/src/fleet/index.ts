import { fleet as compose } from './environments';
import { cart } from './services/cart';

export const fleet = compose(cart);
