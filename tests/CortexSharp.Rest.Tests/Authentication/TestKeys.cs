namespace CortexSharp.Rest.Tests.Authentication;

/// <summary>One RSA key in the forms that OpenSSL writes, and keys that are none. They open nothing.</summary>
internal static class TestKeys
{
    /// <summary>By <c>openssl rsa -pubin -outform DER | openssl dgst -sha256 -binary | base64</c>.</summary>
    public const string Fingerprint = "SHA256:wNh9XXLdcdX2R5s6KNMwp1TKvupk4LShr57cTK+x1dk=";

    public const string Passphrase = "correct-horse";

    /// <summary>PKCS#8.</summary>
    public const string Pkcs8 = """
        -----BEGIN PRIVATE KEY-----
        MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQC/boQB28+iqsYm
        D6bccUThID8dCkz/3cgpqy7wWpqedFmsRMm6QcRGdDsUg1EzAcO/QUz2chjJFwc0
        cnI/g7hQ/5niPBidS4GPM8EOAxWoDU6+ny49Ncm1kOIPr3wRkaYyXgjPB7VUhCP7
        REmwtfA/423Vl2zttrXLJywoLyC01CoU3lv2zThjEXfOcuLexdNsVxPVEX5qJACv
        qeaTwqYSKSuYLAjtmxAlhWaDO2xD+Wgss1bKqVcB4rK7Vm1frU/sJAcqvQi1LT4X
        U+LvCP8mmJo/2HYCx90wtAWWgxVohn1fnHDtBReMvyWGZdcAvGDqwBy/6WlJ9TO3
        1ykvtWqlAgMBAAECggEAN9a4ScSA3e2ba+m/3ehqU5Kw5jsld7MNGl51DCYZmOPO
        bmoIP7zEUFrCCvs8+bhnjUeyd+aTJUEC2IETo0Q8ROAx1mR6N5OZQJizlO9AZ2su
        T3smJTOl2UDgN/wToBpQlLuKLT2N3o/G4RmrtxBy+mfQF3AalYJop9AO2M/aZfRF
        f+YLabN+PPbWgOGSCXHw7nz5FJknFIhhqhtyoMgFPYqxG5D+HUjmE1yyBeTq4xs3
        vz6/ScLXT5P8X/J/sv7ypERJAzLnFBdf/EshrwYdwu6r0qSFd7jZKUQf4Ju+uexw
        BCpOeXvaaTGIW8Bc3zds1fj5KbVZJqcZKTY0gXj7xwKBgQDyQ40jpna6g7UDe5QS
        YU5T0HEvisFyEfwRX036rAz5nQPMl1RTjDLvOBj5jnDB6kLi+mucElW4FwEdVX5y
        kYZg9QjHsuIQ6BckKyZCn2lNMjGHrN4ZZbAwKO8jZ+x7q7i/HxcmsYd0sHY1v7Od
        93bnQuPLuTzwVefrI9FMDdAFgwKBgQDKSSNE8grX8Cc1vfETLg/PJi/3YQdDO+ML
        wfws4MHoFS7RHboVfPP6iy+fahpGSc1okNMkU2teqLx55i1DEPelXnas1l4Uxhwl
        gr6rr2IHoiHlHLuDfikRAOwScS0eCYxwohLuRner8Hk0suMX/BjHt3AEXRN0nwMW
        nC/WNpl+twKBgFUXivxpnKw4VJ0Li9/E08k2nnrPZtDVJk9HxVD1m30VPF9hC9po
        lP9XGdaVxF8oFCQ7Rw7Dld4aHmcaP1aobKWji1jxKNw9WNt4WHDwIwFdTu5TtpL/
        F5pi1lP+TZ7GmxZuKiiKFITU8kBAvCsQ32+tG+vTfWcBFXuO0hW/iEBXAoGAPspb
        F1CmiwbxtN3j0hdPMvbglsJYlccmIAUz+N4/coH4yVKX64mg1hmUS8CMrVrFVvr1
        f2Yhgv2Pm6sWS6YdqQhcgCP+iiZAoGgoNXS4UjRCnzK/Bf8IUk3d+Y+F+LfwDxpQ
        FARtq0J27SPGGDDZpEzNiZ02p9GgDMmok67ZEJsCgYBmOMtfip1EShqlYtASggGs
        PzXpvSHhjakvWoQHcsUsqmXatUbO80Wjd+GGK9xqKu07CpM2RqHixkQedpuueL9E
        B8ssPFc7vCD55ONw2ZGctnEBhwht3Ee5prQ7540s+XCZv7CEnCPAIFzu/KRgXPrg
        f/pfmURBOYJaobLtYUJDXQ==
        -----END PRIVATE KEY-----
        """;

    /// <summary>PKCS#1.</summary>
    public const string Pkcs1 = """
        -----BEGIN RSA PRIVATE KEY-----
        MIIEogIBAAKCAQEAv26EAdvPoqrGJg+m3HFE4SA/HQpM/93IKasu8FqannRZrETJ
        ukHERnQ7FINRMwHDv0FM9nIYyRcHNHJyP4O4UP+Z4jwYnUuBjzPBDgMVqA1Ovp8u
        PTXJtZDiD698EZGmMl4Izwe1VIQj+0RJsLXwP+Nt1Zds7ba1yycsKC8gtNQqFN5b
        9s04YxF3znLi3sXTbFcT1RF+aiQAr6nmk8KmEikrmCwI7ZsQJYVmgztsQ/loLLNW
        yqlXAeKyu1ZtX61P7CQHKr0ItS0+F1Pi7wj/JpiaP9h2AsfdMLQFloMVaIZ9X5xw
        7QUXjL8lhmXXALxg6sAcv+lpSfUzt9cpL7VqpQIDAQABAoIBADfWuEnEgN3tm2vp
        v93oalOSsOY7JXezDRpedQwmGZjjzm5qCD+8xFBawgr7PPm4Z41HsnfmkyVBAtiB
        E6NEPETgMdZkejeTmUCYs5TvQGdrLk97JiUzpdlA4Df8E6AaUJS7ii09jd6PxuEZ
        q7cQcvpn0BdwGpWCaKfQDtjP2mX0RX/mC2mzfjz21oDhkglx8O58+RSZJxSIYaob
        cqDIBT2KsRuQ/h1I5hNcsgXk6uMbN78+v0nC10+T/F/yf7L+8qRESQMy5xQXX/xL
        Ia8GHcLuq9KkhXe42SlEH+CbvrnscAQqTnl72mkxiFvAXN83bNX4+Sm1WSanGSk2
        NIF4+8cCgYEA8kONI6Z2uoO1A3uUEmFOU9BxL4rBchH8EV9N+qwM+Z0DzJdUU4wy
        7zgY+Y5wwepC4vprnBJVuBcBHVV+cpGGYPUIx7LiEOgXJCsmQp9pTTIxh6zeGWWw
        MCjvI2fse6u4vx8XJrGHdLB2Nb+znfd250Ljy7k88FXn6yPRTA3QBYMCgYEAykkj
        RPIK1/AnNb3xEy4PzyYv92EHQzvjC8H8LODB6BUu0R26FXzz+osvn2oaRknNaJDT
        JFNrXqi8eeYtQxD3pV52rNZeFMYcJYK+q69iB6Ih5Ry7g34pEQDsEnEtHgmMcKIS
        7kZ3q/B5NLLjF/wYx7dwBF0TdJ8DFpwv1jaZfrcCgYBVF4r8aZysOFSdC4vfxNPJ
        Np56z2bQ1SZPR8VQ9Zt9FTxfYQvaaJT/VxnWlcRfKBQkO0cOw5XeGh5nGj9WqGyl
        o4tY8SjcPVjbeFhw8CMBXU7uU7aS/xeaYtZT/k2expsWbiooihSE1PJAQLwrEN9v
        rRvr031nARV7jtIVv4hAVwKBgD7KWxdQposG8bTd49IXTzL24JbCWJXHJiAFM/je
        P3KB+MlSl+uJoNYZlEvAjK1axVb69X9mIYL9j5urFkumHakIXIAj/oomQKBoKDV0
        uFI0Qp8yvwX/CFJN3fmPhfi38A8aUBQEbatCdu0jxhgw2aRMzYmdNqfRoAzJqJOu
        2RCbAoGAZjjLX4qdREoapWLQEoIBrD816b0h4Y2pL1qEB3LFLKpl2rVGzvNFo3fh
        hivcairtOwqTNkah4sZEHnabrni/RAfLLDxXO7wg+eTjcNmRnLZxAYcIbdxHuaa0
        O+eNLPlwmb+whJwjwCBc7vykYFz64H/6X5lEQTmCWqGy7WFCQ10=
        -----END RSA PRIVATE KEY-----
        """;

    /// <summary>PKCS#8, encrypted.</summary>
    public const string Encrypted = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIIFLTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIhP0NLsn/UlYCAggA
        MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBC92GtoBMpqHixuVP+HL3Y8BIIE
        0PkjoL83nNJVEwfnYI7wxBbFyYarqr0AIq3hzgMuY0r+HS5L4+PR+8bu3coZHlY/
        Vznf5QHbC4OZY2BOm2hqPY6pwl64R6N+eYCvxvSAdMK0QPO38pXVWGAIUfw8isaC
        oQiCBCmHjMGYhx9r3Nz3/FbNDZZcEBEL9wS4/E9LwSKUO4tqfT7P96CMWWZXNFNm
        Dnfg2Av4Seu+DOU7CDW42WPFtnlIEQ4nbPjGgqD+bIoYERXI08czm3c3ooOh/lfY
        G1MJWVonCOdNjbJt2CelTBBa7CdLBssV8l+j7F1hChlxd8/hs6epESXSOjGh86mw
        ty1ctmu3UZMl/2g1WrByx0FpX4Pxwuc+ErmQQRsbdJu5+joqJX0aITiG2+t63m1R
        ctqHXz3YpG5tMeNdFPvJqfc01U0VCefrhiioofzc1C4ZF53t84J2hk/tILraKPS8
        T8qFd2hDITrKN9g9n+OpHt/k8i2ncfMdccwTbVOAgcw1I8CHb2ORmcxCm+69Muzf
        g2WLRDfS5xrqbp1ritZuJEyu1qovM7AbZWxJxdCG3IZGH9RUW8Ne9QGEZKT8qnN0
        b1s9qMdBhjhU49ar7YCwONvIrzgCflUKprAC+YYV8MgG9y0Hbz8LdbR5gIm8VvQA
        5Itrv+ex3m+Om4PuNL8UMevgNdzYhl3riCpm+ZAS2iV6I2qgdiLJkuPc0cNcGf73
        UyvYlJj4ihoPpN+ilLB81GUNvmiT2llxedVc34+Kk1u8U2KQSoQTjVTaGFNRRgq3
        U7Uob+FxJ6cyqNYhWYFR9WSEIA7IfKbdBqC3mwcDM3duF1WmqNPmC0xRAGVlg8hQ
        qo4l80bSDsP9oOtw56urNfrWWtJ+kihMqUwEY/Zt6CESth7J84BcZJljUBuI+Moe
        L1F5rNTLqBKd35Sn5qFHLsRi0/8TTOD972mRTx0Tsxq4nDo7fp+8yVud7p1KYN/6
        sECN0cG9G/i7Cx//UIIBZnca6WaC/sjyEGJ+8SRQEFp8BsKXdeA7BWye+E4KP/bL
        pXMpB3WkHT/6qoJy8Oh0/4fe6IKBFMkcAMF5Pgfyu6e7C0zz6Bj9y4n8qpME8aTn
        2XXfLnD/irfJ6lB3zsxc+CpIZb0AAls7gifZBGfzjRXDdD091eMzciWiFGqp7t4S
        RTkxfDDDpST2EaiCcjE3OkX34VDXFzRQj2T9UePNxeZjOdd67rY/Mg8aYAan9oTB
        QN+PYSk/MLqlBM7EcikayT5K7KJIPRrJKsHRdqPRqiEzWWP7Fzx+BSW9OSvDGXp2
        pO6oiZ1a+CkJu4llKq2hggIZmAG0SBhQ58lsW7KucOd/LKud5ItZI0YsnnPPpi+k
        xfPAyPYAMasZo5x7RQFRXb7M1bmF3x8fsFeR52b32lsBjKOfjraXlw7AwJhIomBW
        XUvsDZZzKFHlQqiY3+A/jtBB+faO02+SwGu7OJkoDDujeSmoJ1jZMJNmXRF05Gz/
        yRIy0pNdFRhCxZ1fp3k4w09YwYGZYoaqOvJdfcf/SHt4P8H41NUWo0vF9cEDC5a+
        /itCD2EOrmW3mKq99UX7GaRQPmAbWp51i6YjRvlk5NOPmj/lhdmIdJPtd0ByHaeT
        Xjx/YWVFNZfhOgDhvXSFJcLl1lOlJFaXh8OxklxEq2bm
        -----END ENCRYPTED PRIVATE KEY-----
        """;

    /// <summary>PKCS#1, encrypted the old way.</summary>
    public const string OldEncrypted = """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-128-CBC,5B4332E105EA1FF3AFD61C270C84C972
        
        CBsWrxKVcS/oPyEnAwB3hPPtaZzDSUKkb0nXCVeD40DGTs6xp0erPlk/tgIpu8io
        GxQrZOvB9r7moJLbcJWTXHKqfn068cW9OffNi5mIFHyjnRjTvYGMAna8snDdvnwq
        Ftiq29DsWkOC4O0iY//pHuvGQsk9QV25JTdibolS72+WtzJcnsMPNDlzQv0fTP14
        XwQuVf/Sh49LlH13eEe/m4VPb6229Y6kbgEPTWqd7I/GAbEp++XfGK6hcb38yIUr
        drIZKRpe46HFqekqZ7DJvVq5rb3lsP1NnR4fKULvdYj3qEChXvvvdEA/D7I2nMcD
        cuHo7GTQVo7zvgWddPuWwx0yg/mQZwhU9l6GDgSQTAIvoavpk9WDRAIPWqQz9A7K
        7fbrrdvKz28GUV7qmLj+7ygKaX/L2NKfudJ5Qh/Rm1/62V6erfiA0yvUYCjTl/R5
        y+FOQnFqMZl7uqiku3Tr95hW87kepEim2fTqQgja0vy2MLdgra7+oiNNNCfGyE5X
        QtCX5EL8+QmO2cfBGd7WOcOYBKwZdprdccjP2siUrdifWDbkXXZ2Ti1S/0IcRlFc
        P4Cw+cx12Chi87Nl8xGhBAdrNdYXKd7yAk4wrmCEWU9Yzq4TjX1GvaWMdX2oK3uk
        T3r8fZtPzQc8Q1CQ8Eey+nRIo+BwuVVS96VreNjXMtmO0q7aJrk4XOXtaq6tdzpq
        39FFOnusNgMfrhaIFofPY7UkDg3cU1a3cbjAhgk8OXZW2w2kV+vyKFuGBGPA+8SY
        BllD4ezVDiLB91XDHRn7XS/dBEyYkM/EaWoTkNpDRYCVl81YD+pEsZQLhKPN+Op/
        jj5190LwgGLZuB3gE7Yv4tAWYPrJMb0DqOC2LR+i10hfU2CBjYtGBoaLgn39FFLD
        IwJxxI1p0P1hm+nxoXkmQMmm4SdAF2KsLzn61iO7rC8LG1rLhLnWEfcifUbx9mAR
        wPb1w0VHFiNSCbFepag3hTx4yDqmHScKHKx4cF5gNQnHMLq5ozXoc3nneJGebvDe
        4Cyy5wYERlpIoPYPW8xEmLwoe2aw4Z3hqLN4LSe2D8tLo2UeD75PywpGbUlkgyBP
        JOEe0b01f/XY+rvxMp2KNtRVQJ47u2qestJ6Hd3XhXL4uSsYecm0YDBisIXxciHp
        Nzhtw72cq0j1gNmMdknJKuEfrddow6PckAsPKX/tjrs2AoPndcgHFeqJ/QioK0nQ
        LmXHbdA/8yiqQNyufvvb2DFPUQsq/i6ejfIQ/QRIU1SxhcMEp6G7m65o5oK0Ezql
        0n1GoXlZyt28wOsC/gL4oFaQLVzkvr3Z4vT18s6qaYDbvjbp2txDaHNHsmMzqeSS
        RxIr8vZYBXNCA9Kq4mQ0+8SL1Rq+z0lDBeAiV9R/0rd/VRs9tGW2QGtd8q1fiNGg
        yWE9JzB616+6MfSz4BcpHu7HThBjETzUp0t0M8ozTSb0dpPDZFXT/ua4LYmsYbDA
        piciKnc8m7ZjB95jITSrWNgw/tM0XoNpctBYSgj98WXEYuh4N5Dc/aCBhqbv8Mb6
        OWy5/myLTpviTprJa+xVG33OvbQRqv2AlmJkl6wHxqai90qkUzJNteZMQRnwOeDU
        -----END RSA PRIVATE KEY-----
        """;

    /// <summary>The public key.</summary>
    public const string Public = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAv26EAdvPoqrGJg+m3HFE
        4SA/HQpM/93IKasu8FqannRZrETJukHERnQ7FINRMwHDv0FM9nIYyRcHNHJyP4O4
        UP+Z4jwYnUuBjzPBDgMVqA1Ovp8uPTXJtZDiD698EZGmMl4Izwe1VIQj+0RJsLXw
        P+Nt1Zds7ba1yycsKC8gtNQqFN5b9s04YxF3znLi3sXTbFcT1RF+aiQAr6nmk8Km
        EikrmCwI7ZsQJYVmgztsQ/loLLNWyqlXAeKyu1ZtX61P7CQHKr0ItS0+F1Pi7wj/
        JpiaP9h2AsfdMLQFloMVaIZ9X5xw7QUXjL8lhmXXALxg6sAcv+lpSfUzt9cpL7Vq
        pQIDAQAB
        -----END PUBLIC KEY-----
        """;

    /// <summary>An elliptic-curve key.</summary>
    public const string Elliptic = """
        -----BEGIN EC PRIVATE KEY-----
        MHcCAQEEICxEpFZLqjmGY4/qm82ofeJlgkpFxeapHyocWu2ar1CvoAoGCCqGSM49
        AwEHoUQDQgAEt6XMhmTgenb3NQHD9EnPysVjZqoOnUTy00KgN4Wwgkot7OyBaLss
        Z4FMJSwr2MCbCOjyHLh+9xyanRi6OHgdEA==
        -----END EC PRIVATE KEY-----
        """;

    /// <summary>An elliptic-curve key as PKCS#8.</summary>
    public const string EllipticPkcs8 = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLESkVkuqOYZjj+qb
        zah94mWCSkXF5qkfKhxa7ZqvUK+hRANCAAS3pcyGZOB6dvc1AcP0Sc/KxWNmqg6d
        RPLTQqA3hbCCSi3s7IFouyxngUwlLCvYwJsI6PIcuH73HJqdGLo4eB0Q
        -----END PRIVATE KEY-----
        """;

    /// <summary>An elliptic-curve key as PKCS#8, encrypted.</summary>
    public const string EllipticEncrypted = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiIQ78Hu7WImAICCAAw
        DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEKHD61bWMG9QIkA+3S3Hm8YEgZBF
        YCMsY24g8cZwYuob7ETh137RDflTxsiJrPNAqzc3xlxzIZwCzaF4qrN3fRHq3gaV
        Z2XNvc8Qcicp8lKjwvaV03YybJudhWqPv9UYHbC1ZG3O88KlEUkCYEk5069JEjVF
        alNEnT8X1RuYqsVX8qaKyzamMhTFG61Cjj1xtUU55KHVSTxzaKcPZ/J/7+nPe+Q=
        -----END ENCRYPTED PRIVATE KEY-----
        """;
}
