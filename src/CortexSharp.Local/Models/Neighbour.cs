namespace CortexSharp.Local.Models;

/// <summary>A training pair and how similar its prompt is, from 0 to 1.</summary>
internal readonly record struct Neighbour(int Pair, float Similarity);
