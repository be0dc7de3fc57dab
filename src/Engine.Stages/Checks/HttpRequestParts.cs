using System;
using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Logs;

namespace Engine.Stages.Checks;

/// <summary>What the request of an HTTP check is made of.</summary>
internal sealed class HttpRequestParts
{
    internal const string DefaultMethod = "OPTIONS";

    internal byte[] Method { get; set; } = ByteText.ToBytes(DefaultMethod);

    internal LogFormatPlan Uri { get; set; } = LogFormatPlan.Constant("/"u8.ToArray());

    internal string Version { get; set; } = "HTTP/1.0";

    internal List<(byte[] Name, LogFormatPlan Value)> Fields { get; } = [];

    internal LogFormatPlan? Body { get; set; }

    internal HttpRequestParts Copy()
    {
        HttpRequestParts copy = new() { Method = Method, Uri = Uri, Version = Version, Body = Body };
        copy.Fields.AddRange(Fields);
        return copy;
    }

    internal bool Has(string name) => Fields.Exists(field => string.Equals(ByteText.FromBytes(field.Name), name, StringComparison.OrdinalIgnoreCase));

    internal HttpMethod MethodKind => ByteText.FromBytes(Method) switch
    {
        "HEAD" => HttpMethod.Head,
        "GET" => HttpMethod.Get,
        "OPTIONS" => HttpMethod.Options,
        "POST" => HttpMethod.Post,
        "PUT" => HttpMethod.Put,
        _ => HttpMethod.Other,
    };
}
