import { destinationContract } from '../../src/trails/destination.contract.ts'
import { FaultyBucket } from './faulty-bucket.ts'

destinationContract(async () => {
  const destination = new FaultyBucket()
  destination.isThere = (bucket) => bucket === 'logs'
  return {
    destination,
    bucket: 'logs',
    missingBucket: 'nowhere',
    stored: async (key) => destination.objects.get(`logs/${key}`),
  }
})
