namespace Engine.IO.DomainNames;

/// <summary>Kinds of records that the engine asks for or follows (RFC 1035 section 3.2.2, RFC 3596, RFC 2782, RFC 6891).</summary>
public enum DnsType : ushort
{
    IPv4 = 1,
    Alias = 5,
    IPv6 = 28,
    Service = 33,
    Options = 41,
}
