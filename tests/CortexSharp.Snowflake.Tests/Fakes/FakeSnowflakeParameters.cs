using System.Collections;
using System.Data.Common;

namespace CortexSharp.SnowflakeDriver.Tests.Fakes;

/// <summary>Takes the driver's own parameters only.</summary>
internal sealed class FakeSnowflakeParameters : DbParameterCollection
{
    private readonly List<FakeSnowflakeParameter> _items = [];

    public override int Count => _items.Count;

    public override object SyncRoot => throw new NotImplementedException();

    /// <summary>As the driver sends them: by name, of two with one name the last.</summary>
    public Dictionary<string, FakeSnowflakeParameter> ByName()
    {
        var byName = new Dictionary<string, FakeSnowflakeParameter>();
        foreach (var item in _items)
            byName[item.ParameterName] = item;
        return byName;
    }

    public override int Add(object value)
    {
        _items.Add(value as FakeSnowflakeParameter ?? throw new FakeSnowflakeException(270009, null, "Unsupported feature"));
        return _items.Count - 1;
    }

    public override void AddRange(Array values)
    {
        foreach (var value in values)
            Add(value!);
    }

    public override void Clear() => _items.Clear();

    public override bool Contains(object value) => IndexOf(value) >= 0;

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => throw new NotImplementedException();

    public override IEnumerator GetEnumerator() => _items.GetEnumerator();

    public override int IndexOf(object value) => _items.FindIndex(item => ReferenceEquals(item, value));

    public override int IndexOf(string parameterName) => _items.FindIndex(item => item.ParameterName == parameterName);

    public override void Insert(int index, object value) => _items.Insert(index, (FakeSnowflakeParameter)value);

    public override void Remove(object value) => _items.Remove((FakeSnowflakeParameter)value);

    public override void RemoveAt(int index) => _items.RemoveAt(index);

    public override void RemoveAt(string parameterName) => _items.RemoveAt(IndexOf(parameterName));

    protected override DbParameter GetParameter(int index) => _items[index];

    protected override DbParameter GetParameter(string parameterName) => _items[IndexOf(parameterName)];

    protected override void SetParameter(int index, DbParameter value) => _items[index] = (FakeSnowflakeParameter)value;

    protected override void SetParameter(string parameterName, DbParameter value) => _items[IndexOf(parameterName)] = (FakeSnowflakeParameter)value;
}
