using CortexSharp.Local.Models;

namespace CortexSharp.Local.Cortex.Registry;

/// <summary>The models loaded last, by their ids, which are never used again.</summary>
internal sealed class ModelCache
{
    /// <summary>How many models stay loaded: enough to compare a few, few enough to forget about memory.</summary>
    public const int Capacity = 8;

    private readonly Lock _gate = new();
    private readonly LinkedList<(long Id, Lazy<ILanguageModel?> Model)> _byUse = new();

    /// <summary>The model, loaded once however many ask at the same time; null when it is gone.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="load">Loads it.</param>
    public ILanguageModel? GetOrLoad(long id, Func<long, ILanguageModel?> load)
    {
        Lazy<ILanguageModel?> model;
        lock (_gate)
        {
            var node = Find(id);
            if (node is not null)
                _byUse.Remove(node);
            node ??= new((id, new(() => load(id))));
            _byUse.AddFirst(node);
            if (_byUse.Count > Capacity)
                _byUse.RemoveLast();
            model = node.Value.Model;
        }

        return model.Value;
    }

    /// <summary>Forgets a model.</summary>
    /// <param name="id">Its id.</param>
    public void Remove(long id)
    {
        lock (_gate)
        {
            if (Find(id) is { } node)
                _byUse.Remove(node);
        }
    }

    private LinkedListNode<(long Id, Lazy<ILanguageModel?> Model)>? Find(long id)
    {
        for (var node = _byUse.First; node is not null; node = node.Next)
        {
            if (node.Value.Id == id)
                return node;
        }

        return null;
    }
}
