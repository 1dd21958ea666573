export * from '../messages/dto/parts.js';
