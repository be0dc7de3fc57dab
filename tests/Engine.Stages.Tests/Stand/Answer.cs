using Engine.Config.Text;
using Engine.Proxy.Samples;

namespace Engine.Stages.Tests.Stand;

/// <summary>What an expression came to.</summary>
/// <param name="Type">As the last converter gave it.</param>
/// <param name="Text">As it is printed; bytes as characters (<see cref="ByteText"/>).</param>
internal readonly record struct Answer(SampleType Type, string Text);
