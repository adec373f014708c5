import { scopedPaging } from '../scoped-paging.ts'
import { invalidField } from './errors.ts'

export const { pageOf, pageInTextOrder, pageInReading } = scopedPaging({
  sizeDefault: 50,
  invalidToken: (message) => invalidField('nextToken', message),
})
