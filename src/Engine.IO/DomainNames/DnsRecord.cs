using Engine.IO.Addressing;

namespace Engine.IO.DomainNames;

/// <summary>One record of an answer: an address, or a place of a service.</summary>
/// <param name="Owner">Whose it is, in lower case, without a dot at the end.</param>
/// <param name="Address">Of an address record; its port is 0.</param>
/// <param name="Target">Of a service or alias record: the host, in lower case.</param>
/// <param name="Port">Of a service record.</param>
/// <param name="Weight">Of a service record; 0..65535.</param>
/// <param name="Priority">Of a service record; lower ones come first.</param>
public readonly record struct DnsRecord(string Owner, DnsType Type, EndpointAddress Address, string Target = "", int Port = 0, int Weight = 0, int Priority = 0);
