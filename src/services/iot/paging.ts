import { scopedPaging } from '../scoped-paging.ts'
import { invalidRequest } from './errors.ts'

export const { pageOf, pageInTextOrder, pageInReading } = scopedPaging({
  sizeDefault: 25,
  invalidToken: invalidRequest,
})
