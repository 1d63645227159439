import { cart } from './cart';
import { fleet as compose } from './environments';
import { stock } from './stock';

export const fleet = compose(cart, stock);
