using System.Globalization;

namespace CortexSharp.Local.Engine.Temporal;

/// <summary>Reads a text from left to right, element by element, and puts a date and time together from them.</summary>
/// <param name="text">The text.</param>
internal ref struct TimestampReader(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private int _year = 1970;
    private int _month = 1;
    private int _day = 1;
    private int _hour;
    private int _minute;
    private int _second;
    private int _nanosecond;
    private int? _offset;
    private bool? _isAfternoon;
    private bool _isHour12;

    /// <summary>Whether all of the text is read.</summary>
    public readonly bool AtEnd => _at == _text.Length;

    /// <summary>Whether an offset with a sign, or <c>Z</c>, comes next.</summary>
    public readonly bool IsZone => Rest is ['+' or '-' or 'Z' or 'z', ..];

    /// <summary>Whether minutes were read.</summary>
    public bool HasMinute { get; private set; }

    private readonly ReadOnlySpan<char> Rest => _text[_at..];

    public bool Literal(ReadOnlySpan<char> literal)
    {
        var fits = Rest.StartsWith(literal, StringComparison.OrdinalIgnoreCase);
        _at += fits ? literal.Length : 0;
        return fits;
    }

    /// <summary>One or more blanks.</summary>
    public bool Blank()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] == ' ')
            _at++;
        return _at > start;
    }

    /// <summary>A year of up to four digits.</summary>
    public bool Year() => Digits(4, out _year) && _year > 0;

    /// <summary>A year of just four digits: with fewer, what is recognized without a format would be a guess.</summary>
    public bool FullYear()
    {
        var start = _at;
        return Year() && _at - start == 4;
    }

    /// <summary>Two digits mean 1970 to 2069.</summary>
    public bool ShortYear()
    {
        var fits = Digits(2, out _year);
        _year += _year < 70 ? 2000 : 1900;
        return fits;
    }

    public bool Month() => Digits(2, out _month);

    /// <summary>A month's name, in full or its first three letters.</summary>
    public bool MonthName()
    {
        var index = Name(DateTimeFormatInfo.InvariantInfo.MonthNames);
        _month = index + 1;
        return index >= 0;
    }

    public bool Day() => Digits(2, out _day);

    /// <summary>A weekday's name, in full or its first three letters; it does not matter whether it is the date's.</summary>
    public bool Weekday() => Name(DateTimeFormatInfo.InvariantInfo.DayNames) >= 0;

    public bool Hour24() => Digits(2, out _hour);

    public bool Hour12() => (_isHour12 = Digits(2, out _hour)) && _hour is >= 1 and <= 12;

    public bool Meridiem(int letters)
    {
        if (Rest.Length < letters || (letters == 2 && Rest[1] is not ('m' or 'M')))
            return false;
        _isAfternoon = Rest[0] is 'p' or 'P';
        var fits = _isAfternoon.Value || Rest[0] is 'a' or 'A';
        _at += letters;
        return fits;
    }

    public bool Minute() => HasMinute = Digits(2, out _minute);

    public bool Second() => Digits(2, out _second);

    public bool Fraction()
    {
        var start = _at;
        if (!Digits(9, out _nanosecond))
            return false;
        for (var read = _at - start; read < 9; read++)
            _nanosecond *= 10;
        return true;
    }

    /// <summary>An offset: <c>Z</c>, <c>+01:30</c>, <c>+0130</c>, <c>+01</c>; the sign may be missing.</summary>
    public bool Zone()
    {
        _offset = 0;
        if (Literal("Z"))
            return true;
        var isNegative = Rest is ['-', ..];
        if (isNegative || Rest is ['+', ..])
            _at++;
        if (!Digits(2, out var hours))
            return false;
        var minutes = 0;
        if (Literal(":") || Rest is [>= '0' and <= '9', ..])
        {
            if (!Digits(2, out minutes))
                return false;
        }

        _offset = ((hours * 60) + minutes) * (isNegative ? -1 : 1);
        return hours <= 14 && minutes < 60;
    }

    /// <summary>Puts together what was read.</summary>
    public readonly bool TryFinish(out ReadTimestamp value)
    {
        value = default;
        var hour = _isHour12 && _isAfternoon is { } isAfternoon ? (_hour % 12) + (isAfternoon ? 12 : 0) : _hour;
        if (!AtEnd || _month is < 1 or > 12 || _day < 1 || _day > DateTime.DaysInMonth(_year, _month) || hour > 23 || _minute > 59 || _second > 59)
            return false;
        var seconds = (((hour * 60L) + _minute) * 60) + _second;
        value = new(Timestamp.FromDate(new(_year, _month, _day), (seconds * Timestamp.NanosecondsPerSecond) + _nanosecond), _offset);
        return true;
    }

    private bool Digits(int most, out int value)
    {
        var start = _at;
        value = 0;
        while (_at < _text.Length && _at - start < most && char.IsAsciiDigit(_text[_at]))
            value = (value * 10) + _text[_at++] - '0';
        return _at > start;
    }

    private int Name(string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0 && (Literal(names[i]) || Literal(names[i].AsSpan(0, 3))))
                return i;
        }

        return -1;
    }
}
