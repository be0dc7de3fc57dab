namespace Engine.Proxy.Tls;

/// <summary>A file of authorities or of revocation lists, as it was read.</summary>
/// <param name="Path">As it is known.</param>
/// <param name="IsRevocation">True: <c>crl-file</c>.</param>
/// <param name="Pem">What was in it.</param>
public sealed record TlsTrustFile(string Path, bool IsRevocation, byte[] Pem);
