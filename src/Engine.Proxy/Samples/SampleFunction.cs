namespace Engine.Proxy.Samples;

/// <summary>A fetch or converter that has no arguments is a function; see <see cref="SampleFetch"/> and <see cref="SampleConverter"/> for its contract.</summary>
public delegate bool SampleFunction(in SampleContext context, ref Sample sample);
