/* What runs on every page. Nothing here is needed to read or to file. */
import { initAll } from './govuk-frontend.js';

initAll();
