package dev.laytime.activities.registry.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Gives certificates for ten minutes, and has each logged, as Fulcio does. */
@SuppressWarnings("JavaUtilDate") // that is what certificates are made with
final class FakeAuthority {

  static final Instant FROM = Instant.parse("2026-11-01T12:00:00Z");
  static final Instant TO = FROM.plus(Duration.ofMinutes(10));

  private static final ASN1ObjectIdentifier FIRST_ISSUER =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.1.1");
  private static final ASN1ObjectIdentifier ISSUER =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.1.8");
  private static final ASN1ObjectIdentifier TIMESTAMPS =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");
  private static final X500Name NAME = new X500Name("O=test,CN=fulcio");

  private final SigningKey key = SigningKey.p256();
  private final SigningKey log = SigningKey.p256();
  private final X509Certificate certificate;

  FakeAuthority() {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            NAME,
            BigInteger.ONE,
            Date.from(Instant.parse("2020-01-01T00:00:00Z")),
            Date.from(Instant.parse("2040-01-01T00:00:00Z")),
            NAME,
            info(key.pair().getPublic()));
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    certificate = certificate(sign(builder));
  }

  X509Certificate certificate() {
    return certificate;
  }

  SigningKey certificateLog() {
    return log;
  }

  /** A certificate of somebody's key. */
  X509Certificate issue(PublicKey owner, FakeSigstore.Making making) {
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              NAME,
              BigInteger.TEN,
              Date.from(FROM),
              Date.from(TO),
              new X500Name(new RDN[0]),
              info(owner));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
      builder.addExtension(
          Extension.subjectAlternativeName,
          true,
          new GeneralNames(
              new GeneralName(GeneralName.uniformResourceIdentifier, making.identity())));
      builder.addExtension(FIRST_ISSUER, false, making.issuer().getBytes(UTF_8));
      builder.addExtension(ISSUER, false, new DERUTF8String(making.issuer()));
      byte[] unlogged = sign(builder).toASN1Structure().getTBSCertificate().getEncoded();
      byte[] timestamps = timestamps(making.certificateLogged() ? log : key, unlogged);
      builder.addExtension(TIMESTAMPS, false, new DEROctetString(timestamps));
      return certificate(sign(builder));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The log's promise that it has a certificate, as RFC 6962 writes it. */
  private byte[] timestamps(SigningKey signer, byte[] unlogged) throws IOException {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(signed);
    fields.writeShort(0); // version 1, of a certificate
    fields.writeLong(FROM.toEpochMilli());
    fields.writeShort(1); // before it had the promise in itself
    fields.write(FakeSigstore.sha256(key.pair().getPublic().getEncoded()));
    fields.writeByte(unlogged.length >> 16);
    fields.writeShort(unlogged.length);
    fields.write(unlogged);
    fields.writeShort(0); // no extensions
    byte[] signature = signer.sign(signed.toByteArray());

    ByteArrayOutputStream list = new ByteArrayOutputStream();
    DataOutputStream entry = new DataOutputStream(list);
    int length = 1 + 32 + 8 + 2 + 2 + 2 + signature.length;
    entry.writeShort(length + 2);
    entry.writeShort(length);
    entry.writeByte(0);
    entry.write(FakeSigstore.sha256(log.pair().getPublic().getEncoded()));
    entry.writeLong(FROM.toEpochMilli());
    entry.writeShort(0);
    entry.writeShort(0x0403); // SHA-256, ECDSA
    entry.writeShort(signature.length);
    entry.write(signature);
    return list.toByteArray();
  }

  private X509CertificateHolder sign(X509v3CertificateBuilder builder) {
    try {
      ContentSigner signer =
          new JcaContentSignerBuilder("SHA256withECDSA").build(key.pair().getPrivate());
      return builder.build(signer);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate certificate(X509CertificateHolder holder) {
    try {
      return new JcaX509CertificateConverter().getCertificate(holder);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SubjectPublicKeyInfo info(PublicKey key) {
    return SubjectPublicKeyInfo.getInstance(key.getEncoded());
  }
}
