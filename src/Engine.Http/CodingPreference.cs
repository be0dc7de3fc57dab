namespace Engine.Http;

/// <summary>What a client's Accept-Encoding says about one content coding.</summary>
/// <param name="Quality">Thousandths, 0 to 1000; 0 = not wanted.</param>
/// <param name="Position">Which member of the list said so, from 0.</param>
/// <param name="IsNamed">False when nothing but <c>*</c> stands for it, or nothing at all.</param>
public readonly record struct CodingPreference(int Quality, int Position, bool IsNamed);
