using System.Collections.Generic;
using Engine.Proxy.Pages;

namespace Engine.Proxy.Control;

/// <summary>Runs a command of the runtime API, on the loop that its client is on. Null when the answer is written; else its further steps.</summary>
public delegate IEnumerator<Slice>? CommandFunction(CommandCall call);
