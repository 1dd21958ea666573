import { constants, createCipheriv, createDecipheriv, publicEncrypt, randomBytes } from 'node:crypto';

const TAG_BYTES = 16;

/** A request to a flow's endpoint as WhatsApp encrypts it. */
export interface EncryptedFlowRequest {
  readonly encrypted_flow_data: string;
  readonly encrypted_aes_key: string;
  readonly initial_vector: string;
}

/** One exchange with a flow's endpoint: AES-128-GCM, its key encrypted for the business by RSA-OAEP with SHA-256. */
export class FlowExchange {
  private readonly key = randomBytes(16);
  private readonly vector = randomBytes(16);

  constructor(private readonly publicKey: string) {}

  encrypt(payload: object): EncryptedFlowRequest {
    const cipher = createCipheriv('aes-128-gcm', this.key, this.vector);
    const data = Buffer.concat([
      cipher.update(JSON.stringify(payload), 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const key = publicEncrypt({ key: this.publicKey, padding, oaepHash: 'sha256' }, this.key);
    return {
      encrypted_flow_data: data.toString('base64'),
      encrypted_aes_key: key.toString('base64'),
      initial_vector: this.vector.toString('base64'),
    };
  }

  /** Reads the answer, for which the business turns every bit of the vector. @throws Error where it is not for this exchange */
  decrypt(answer: string): unknown {
    const bytes = Buffer.from(answer, 'base64');
    const vector = Buffer.from(this.vector.map((byte) => ~byte & 0xff));
    const decipher = createDecipheriv('aes-128-gcm', this.key, vector);
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
    return JSON.parse(text.toString('utf8'));
  }
}
