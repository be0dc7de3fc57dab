using System.Collections.Generic;

namespace Engine.Http.Tests;

/// <summary>What <see cref="PlainParser"/> found.</summary>
internal sealed class PlainHead
{
    internal HttpFault Fault { get; set; }

    internal bool NeedsMore { get; set; }

    internal int Consumed { get; set; }

    internal string Method { get; set; } = "";

    internal string Target { get; set; } = "";

    internal bool Is11 { get; set; }

    internal int Status { get; set; }

    internal string Reason { get; set; } = "";

    internal List<PlainField> Fields { get; } = [];

    internal long Length { get; set; } = -1;

    internal List<string> Codings { get; } = [];
}
