/**
 * The names of AWS services that external-dns points alias records at: a target is one of them if it ends, at a label
 * boundary, in one of these.
 *
 * *Source:* provider/aws/aws.go:canonicalHostedZones, canonicalHostedZone.
 */
const loadBalancerRegions =
  `us-east-2 us-east-1 us-west-1 us-west-2 ca-central-1 ca-west-1 ap-east-1 ap-east-2 ap-south-1 ap-south-2
  ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5
  ap-southeast-6 ap-southeast-7 eu-central-1 eu-central-2 eu-west-1 eu-west-2 eu-west-3 eu-north-1 eu-south-1 eu-south-2
  sa-east-1 us-gov-west-1 us-gov-east-1 mx-central-1 me-central-1 me-south-1 af-south-1 il-central-1`.split(/\s+/);

const chinaRegions = ['cn-north-1', 'cn-northwest-1'];

const privateLinkRegions =
  `us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 ap-east-1 ap-east-2 ap-south-1 ap-south-2 ap-northeast-1
  ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 eu-central-1 eu-central-2
  eu-west-1 eu-west-2 eu-west-3 eu-north-1 eu-south-1 eu-south-2 sa-east-1 us-gov-west-1 us-gov-east-1 me-central-1
  me-south-1 af-south-1`.split(/\s+/);

const apiGatewayRegions =
  `us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 ap-east-1 ap-east-2 ap-south-1 ap-northeast-1
  ap-northeast-2 ap-southeast-1 ap-southeast-2 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1 eu-south-1
  eu-south-2 sa-east-1 us-gov-west-1 us-gov-east-1 me-central-1 me-south-1 af-south-1`.split(/\s+/);

const suffixes: ReadonlySet<string> = new Set([
  ...loadBalancerRegions.flatMap((region) => [`${region}.elb.amazonaws.com`, `elb.${region}.amazonaws.com`]),
  ...chinaRegions.flatMap((region) => [`${region}.elb.amazonaws.com.cn`, `elb.${region}.amazonaws.com.cn`]),
  ...privateLinkRegions.map((region) => `${region}.vpce.amazonaws.com`),
  ...apiGatewayRegions.map((region) => `execute-api.${region}.amazonaws.com`),
  'awsglobalaccelerator.com',
  'cloudfront.net',
]);

/** Whether a host name belongs to a service that alias records can point at. Compared as spelled. */
export function isServiceName(hostname: string): boolean {
  const labels = hostname.split('.');
  return labels.some((_, index) => index < labels.length - 1 && suffixes.has(labels.slice(index).join('.')));
}
