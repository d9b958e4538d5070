export { type CreditCode, type CreditCodeReason, checkCreditCode } from './codes/credit-code.ts';
export { checkResidentId, type ResidentId, type ResidentIdReason } from './codes/resident-id.ts';
export { isSameName, registrableDomain, toAscii } from './domains/names.ts';
export { checkRegistration, type NameReason, type RegistrableName } from './domains/registration.ts';
export { checkFilingChange, checkWebsiteFiling, issueFilingNumber, releaseDomain } from './filing/operations.ts';
export { type FilingNumber, type FilingNumberReason, readFilingNumber } from './numbers/filing-number.ts';
export { operatorOn, type Port, readTelephoneNumber, type TelephoneNumber } from './numbers/telephone.ts';
export { type Province, provinceCharacter, provinces } from './provinces.ts';
