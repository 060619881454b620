namespace CortexSharp.Local.Models;

/// <summary>Takes the features of a text one by one, so that none are stored that nobody needs.</summary>
internal interface IFeatureSink
{
    /// <param name="hash">A well mixed hash of the feature: any of its bits can serve as a bucket number.</param>
    void Add(uint hash);
}
