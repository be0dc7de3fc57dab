namespace Engine.Stages.Fetches;

/// <summary>Whose head a fetch looks at.</summary>
internal enum MessageSide : byte
{
    Request,
    Response,
}
