/**
 * A certificate for 127.0.0.1 that nobody trusts, with its key: made for these tests, secret to no one. Valid until 2046.
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 7300 -subj /CN=localhost`
 */
export const SELF_SIGNED = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgg4f/m6gYns1uwhFI
C5GDJO90diS2jkNAn0U2oh6KXNGhRANCAARx83v3okgy/aJG8B01ee6Xi8IN/PLI
ZG1GE0AhfmUum+HJ4SOaS5GmcfvRoaphlNjtnGb9C5+Lng1dR+i5zlAb
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBmTCCAT+gAwIBAgIUecnQ8P2OHyQb+hoIRu4A8drzthkwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MB4XDTI2MTEyMTEwMjQxMloXDTQ2MTExNjEw
MjQxMlowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAEcfN796JIMv2iRvAdNXnul4vCDfzyyGRtRhNAIX5lLpvhyeEjmkuRpnH7
0aGqYZTY7Zxm/Qufi54NXUfouc5QG6NvMG0wHQYDVR0OBBYEFKQZOQOIRz1zWpCv
aXZZxQPp7NUmMB8GA1UdIwQYMBaAFKQZOQOIRz1zWpCvaXZZxQPp7NUmMA8GA1Ud
EwEB/wQFMAMBAf8wGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMAoGCCqGSM49
BAMCA0gAMEUCIE9iNeTHcaKdjCNvSKuzdVPyetqJm6YeDw/y/SJ9+uRyAiEA/8hV
35+KuH33KEPKeeDJKH85KeUPjowjuAbRQN+lwFo=
-----END CERTIFICATE-----
`,
};
