using System;

namespace Engine.IO.Loop;

/// <summary>A call to be made later.</summary>
internal readonly record struct WorkItem(Action<object?> Action, object? State);
