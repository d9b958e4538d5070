export { answer, models } from './batch.ts';
export {
  InputReader,
  type SpectrumAnswer,
  type SpectrumModel,
  SpectrumRefusal,
  type SpectrumRequest,
  type Warning,
} from './validation.ts';
