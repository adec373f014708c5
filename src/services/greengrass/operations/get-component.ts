import type { GetComponentRequest, GetComponentResponse } from '@aws-sdk/client-greengrassv2'
import type { Query } from '../../operation.ts'
import { versionArn, versionOfArn, onComponent } from '../component.ts'
import { writeRecipe } from '../recipe-text.ts'
import { tagsOf } from '../tags.ts'

/** The recipe as the service reads it, not as its author wrote it. */
export const getComponent: Query<GetComponentRequest, GetComponentResponse> = {
  kind: 'query',
  ...onComponent,
  run({ arn = '', recipeOutputFormat = 'JSON' }, call) {
    const version = versionOfArn(arn, call)
    return {
      recipeOutputFormat,
      recipe: writeRecipe(version.recipe, recipeOutputFormat),
      tags: { ...tagsOf(versionArn(version), call.resources) },
    }
  },
}
