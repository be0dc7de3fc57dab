using System.Collections.Generic;

namespace Engine.IO.Tls;

/// <summary>One certificate of a listener and the names that lead to it.</summary>
/// <param name="Context">What sessions that choose it follow.</param>
/// <param name="Names">Host names in lower case, <c>*.example.com</c> among them; <c>!name</c> takes one out of a wildcard; empty = reached only as the default.</param>
public sealed record TlsIdentity(TlsContext Context, IReadOnlyList<string> Names);
