using Engine.IO.Tls;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Finds the TLS session of one side; null when it has none.</summary>
internal delegate TlsSession? TlsSide(in SampleContext context);
