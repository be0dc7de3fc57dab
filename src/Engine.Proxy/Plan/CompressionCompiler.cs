using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Compression;
using Engine.Proxy.Stages;

namespace Engine.Proxy.Plan;

/// <summary>Compiles the <c>compression</c> lines of sections.</summary>
internal sealed class CompressionCompiler(Configuration configuration, StageCatalog stages, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, CodecPlan> _codecs = new(StringComparer.Ordinal);
    private readonly Dictionary<ProxyConfig, CompressionPlan?> _plans = [];

    /// <summary>True when any section that runs compresses.</summary>
    internal bool IsUsed
    {
        get
        {
            foreach (ProxyConfig proxy in configuration.Proxies)
            {
                if (proxy.Compression is not null && proxy.Mode == ProxyMode.Http && !proxy.Disabled)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Null when the section has none, or carries bytes. The two halves of a listen section share theirs.</summary>
    internal CompressionPlan? Of(ProxyConfig proxy)
    {
        if (proxy.Compression is not { } config || proxy.Mode != ProxyMode.Http)
        {
            return null;
        }

        if (!_plans.TryGetValue(proxy, out CompressionPlan? plan))
        {
            _plans[proxy] = plan = Compile(config);
        }

        return plan;
    }

    private CompressionPlan Compile(CompressionConfig config)
    {
        List<CodecPlan> codecs = [];
        bool isRanked = false;
        foreach (CompressionAlgorithmConfig algorithm in config.ResponseAlgorithms)
        {
            if (Find(algorithm) is { } codec)
            {
                codecs.Add(codec);
                isRanked |= codec.Row.IsRanked;
            }
        }

        return new CompressionPlan
        {
            ResponseCodecs = [.. codecs],
            IsRanked = isRanked,
            RequestCodec = config.RequestAlgorithm is null ? null : Find(config.RequestAlgorithm),
            ResponseTypes = [.. config.ResponseTypes.ConvertAll(ByteText.ToBytes)],
            RequestTypes = [.. config.RequestTypes.ConvertAll(ByteText.ToBytes)],
            ResponseBytesMin = config.ResponseBytesMin,
            RequestBytesMin = config.RequestBytesMin,
            Offloads = config.Offloads,
            CompressesResponses = config.Direction != CompressionDirection.Request,
            CompressesRequests = config.Direction is CompressionDirection.Request or CompressionDirection.Both,
        };
    }

    private CodecPlan? Find(CompressionAlgorithmConfig algorithm)
    {
        if (_codecs.TryGetValue(algorithm.Name, out CodecPlan? known))
        {
            return known;
        }

        foreach (BodyCodecRow row in stages.Codecs)
        {
            if (row.Name == algorithm.Name)
            {
                TuneConfig tune = configuration.Global.Tune;
                return _codecs[row.Name] = new CodecPlan(row, new BodyCodecSettings(tune.CompressionLevelMax, tune.ZlibWindowBits, tune.ZlibMemoryLevel));
            }
        }

        diagnostics.Error(algorithm.Where, algorithm.Word, $"the compression algorithm '{algorithm.Name}' is not built into this binary");
        return null;
    }
}
